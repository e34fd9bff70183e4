"""What if: a network after a plan, beside today's, and the choices that a merger asks."""
