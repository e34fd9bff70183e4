"""The clusters of a scene, looked at closely."""
