//@ compiles
//@ fixes first_of_array
fn main() {
    let pair = [String::from("Ada"), String::from("Bob")];
    let first = &pair[0];
    println!("{first}");
}
