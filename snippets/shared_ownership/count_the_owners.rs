//@ compiles
use std::rc::Rc;

struct Song(&'static str);

impl Drop for Song {
    fn drop(&mut self) {
        println!("{} dropped", self.0);
    }
}

fn main() {
    let song = Rc::new(Song("Blue Train"));
    let morning = vec![Rc::clone(&song)];
    let evening = vec![Rc::clone(&song), Rc::clone(&song)];
    println!("owners: {}", Rc::strong_count(&song));
    drop(song);
    drop(evening);
    println!("owners: {}", Rc::strong_count(&morning[0]));
    drop(morning);
    println!("end of main");
}
