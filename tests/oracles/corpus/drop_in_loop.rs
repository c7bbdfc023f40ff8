//@ compiles
struct Step(u32);
impl Drop for Step {
    fn drop(&mut self) {
        println!("end of step {}", self.0);
    }
}

fn main() {
    let mut held = None;
    for n in 0..4 {
        let step = Step(n);
        if n == 1 {
            continue;
        }
        if n == 2 {
            held = Some(step);
            continue;
        }
        if n == 3 {
            break;
        }
        println!("whole step {}", step.0);
    }
    println!("{}", held.is_some());
}
