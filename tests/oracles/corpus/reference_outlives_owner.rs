//@ error E0597
fn main() {
    let r;
    {
        let x = String::from("short");
        r = &x;
    }
    println!("{r}");
}
