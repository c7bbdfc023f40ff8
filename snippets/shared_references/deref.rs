//@ compiles
fn main() {
    let price: u32 = 350;
    let quoted = &price;
    let requoted = &quoted;

    println!("{}", *quoted + 50);
    println!("{}", **requoted + 50);
    println!("{}", requoted.pow(2));
    println!("{quoted} {requoted}");
    println!("{}", quoted == *requoted);
}
