"""Files of all answers to a form: CSV, XLSX, Parquet, SPSS; written batch by batch, in bounded memory."""
