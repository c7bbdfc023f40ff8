//@ compiles
//@ fixes out_of_vector
fn main() {
    let mut names = vec![String::from("Ada"), String::from("Bo")];
    let first = names.swap_remove(0);
    println!("{first}");
}
