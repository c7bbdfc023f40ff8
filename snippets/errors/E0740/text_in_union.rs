//@ error E0740
union Cell {
    number: u32,
    text: String, //~ E0740
}

fn main() {
    let cell = Cell { number: 3 };
    println!("{}", unsafe { cell.number });
}
