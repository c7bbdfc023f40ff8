//@ error E0382
fn main() {
    let names = vec![String::from("a")];
    for n in names {
        println!("{n}");
    }
    println!("{}", names.len());
}
