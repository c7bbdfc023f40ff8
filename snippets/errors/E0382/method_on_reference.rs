//@ compiles
//@ fixes taken_by_method
fn main() {
    let answer = Some(String::from("yes"));
    println!("{}", answer.as_ref().unwrap());
    println!("{}", answer.is_some());
}
