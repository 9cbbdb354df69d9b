"""From chosen records to the frozen values of a page, in the words of one language."""
