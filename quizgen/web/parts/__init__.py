"""What pages are put together from: components with a script of their own, and pieces of several pages."""
