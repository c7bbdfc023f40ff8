//@ error E0382
fn main() {
    let names = vec![String::from("Ada")];
    let count = move || names.len();
    println!("{}", count());
    println!("{names:?}");
}
