//@ error E0382
fn main() {
    let names = vec![String::from("Ada"), String::from("Bo")];
    let mut longest = 0;
    for name in names {
        longest = longest.max(name.len());
    }
    println!("{longest} {}", names.len());
}
