//@ compiles
fn main() {
    let mut a = String::from("a");
    let b = String::from("b");
    let r;
    if a.len() > 3 {
        r = &a;
    } else {
        r = &b;
    }
    println!("{r}");
    a.push('!');
    println!("{a}{b}");
}
