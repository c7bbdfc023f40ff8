//@ compiles
struct Door(&'static str);

impl Drop for Door {
    fn drop(&mut self) {
        println!("close {}", self.0);
    }
}

fn walk(through: bool, twice: bool) -> Option<Door> {
    let front = Door("front");
    let mut back = Door("back");
    if through {
        if twice {
            back = Door("new back");
        } else {
            drop(back);
            return Some(front);
        }
    }
    println!("still at {}", back.0);
    None
}

fn main() {
    walk(true, true);
    let kept = walk(true, false);
    walk(false, false);
    println!("{}", kept.is_some());
}
