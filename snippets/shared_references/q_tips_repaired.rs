//@ compiles
//@ fixes q_tips
fn main() {
    let mut tips = vec![2, 5];
    let jar = &mut tips;
    jar.push(1);
    println!("{jar:?}");
}
