//@ error E0382
fn main() {
    let answer = Some(String::from("yes"));
    println!("{}", answer.unwrap());
    println!("{}", answer.is_some()); //~ E0382
}
