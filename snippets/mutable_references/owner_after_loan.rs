//@ compiles
//@ fixes owner_while_lent
fn main() {
    let mut volume = 5;
    let loud = volume > 8;
    volume = 3;
    let knob = &mut volume;
    *knob += 1;
    println!("{volume} {loud}");
}
