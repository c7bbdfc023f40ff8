//@ compiles
//@ fixes text_in_union
enum Cell {
    Number(u32),
    Text(String),
}

fn main() {
    for cell in [Cell::Number(3), Cell::Text("three".into())] {
        match cell {
            Cell::Number(number) => println!("{number}"),
            Cell::Text(text) => println!("{text}"),
        }
    }
}
