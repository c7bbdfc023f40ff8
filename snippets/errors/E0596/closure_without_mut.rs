//@ error E0596
fn main() {
    let mut count = 0;
    let add = || count += 1;
    add(); //~ E0596
    println!("{count}");
}
