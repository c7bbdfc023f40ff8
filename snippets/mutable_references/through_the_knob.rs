//@ compiles
//@ fixes owner_while_lent
fn main() {
    let mut volume = 5;
    let knob = &mut volume;
    let loud = *knob > 8;
    *knob = 3;
    *knob += 1;
    println!("{volume} {loud}");
}
