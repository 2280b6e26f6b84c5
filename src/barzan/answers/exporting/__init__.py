"""Files of all answers to a form: CSV, XLSX, Parquet, SPSS; written batch by batch, so that memory stays bounded."""
