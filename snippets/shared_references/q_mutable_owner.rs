//@ compiles
//@ fixes q_immutable_owner
fn main() {
    let mut tips = vec![2, 5];
    let jar = &mut tips;
    jar.push(1);
    println!("{jar:?}");
}
