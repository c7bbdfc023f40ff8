//@ compiles
//@ fixes not_a_number
use std::num::ParseIntError;

fn seats(text: &str) -> Result<u32, ParseIntError> {
    let seats: u32 = text.parse()?;
    Ok(seats * 2)
}

fn main() {
    println!("{:?} {:?}", seats("four").is_err(), seats("4"));
}
