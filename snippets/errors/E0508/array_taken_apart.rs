//@ compiles
//@ fixes out_of_array
fn main() {
    let names = [String::from("Ada"), String::from("Bo")];
    let [first, _] = names;
    println!("{first}");
}
