//@ compiles
//@ fixes depends_on_another
struct Row<const SEATS: usize> {
    seats: [u32; SEATS],
}

fn main() {
    println!("{}", Row { seats: [0; 3] }.seats.len());
}
