//@ error E0596
fn main() {
    let tips = vec![2, 5];
    let jar = &mut tips; //~ E0596
    jar.push(1);
    println!("{jar:?}");
}
