//@ error E0382
fn main() {
    let greeting = String::from("hi");
    let give = || greeting;
    let first = give();
    let second = give();
    println!("{first} {second}");
}
