//@ error E0161
trait Job {
    fn run(self);
}

impl Job for String {
    fn run(self) {
        println!("{self}");
    }
}

fn main() {
    let job: Box<dyn Job> = Box::new(String::from("print"));
    job.run(); //~ E0161
}
