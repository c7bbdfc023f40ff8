//@ error E0503 E0506
fn main() {
    let mut volume = 5;
    let knob = &mut volume;
    let loud = volume > 8; //~ E0503
    volume = 3; //~ E0506
    *knob += 1;
    println!("{volume} {loud}");
}
