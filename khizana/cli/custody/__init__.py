"""An archive made, looked at, examined; its derived rooms built anew."""
