//@ compiles
//@ fixes out_of_vector
fn main() {
    let names = vec![String::from("Ada"), String::from("Bo")];
    let first = &names[0];
    println!("{first}");
}
