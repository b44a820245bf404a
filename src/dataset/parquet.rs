//! The frames as Parquet files.

use polars_core::prelude::{DataFrame, PolarsResult};
use polars_io::parquet::write::ParquetWriter;

/// The bytes of one file; the same frame gives the same bytes.
///
/// # Errors
/// Only if the frame holds a type that Parquet lacks, which the schemas rule out.
pub fn parquet(frame: &DataFrame) -> PolarsResult<Vec<u8>> {
    let mut bytes = Vec::new();
    ParquetWriter::new(&mut bytes).with_row_group_size(None).set_parallel(false).finish(&mut frame.clone())?;
    Ok(bytes)
}
