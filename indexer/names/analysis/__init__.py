"""From a written name to its terms, alike for documents and questions."""
