//! An .xls with its container.
#![no_main]

use libfuzzer_sys::fuzz_target;
use traguardo_fuzz::survives;

fuzz_target!(|data: &[u8]| survives("a.xls", data));
