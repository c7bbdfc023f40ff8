//@ compiles
//@ fixes list_in_itself
fn main() {
    let stops = vec!["Bern", "Thun"];
    println!("{} {}", stops[0], stops.len());
}
