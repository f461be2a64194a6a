"""`python -m pipeline` is `heshu`."""

from pipeline.cli import main

if __name__ == "__main__":
    main()
