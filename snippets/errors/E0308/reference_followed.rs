//@ compiles
//@ fixes reference_for_value
fn double(n: u32) -> u32 {
    n * 2
}

fn main() {
    for n in [1, 2].iter() {
        println!("{}", double(*n));
    }
}
