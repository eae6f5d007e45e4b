"""The Streamlit entry: ``streamlit run app.py``."""

from quizgen.web.main import main

main()
