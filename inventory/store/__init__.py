"""The school's database: tables and queries by subject, the engine, the migrations."""
