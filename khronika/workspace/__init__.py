"""The screens of the desk, in Wagtail's admin shell."""
