"""Writing as such: letters that were lost, bytes that were misread, consonants that two scripts share."""
