//@ error E0597
fn main() {
    let longest;
    {
        let line = String::from("lamp: 40 W");
        longest = &line; //~ E0597
    }
    println!("{longest}");
}
