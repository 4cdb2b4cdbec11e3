"""The tests in Python. One file of them, from the repository's root and with a build in build/:

    python3 -m unittest -v tests/cgi/draw_test.py

PRIZEDRAW_BUILD names another build folder. One test alone: tests.cgi.draw_test.EnteringAsCgi.test_…"""
