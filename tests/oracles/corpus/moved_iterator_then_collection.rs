//@ error E0382
fn main() {
    let names = vec![String::from("a"), String::from("b")];
    for name in names {
        println!("{name}");
    }
    println!("{}", names.len());
}
