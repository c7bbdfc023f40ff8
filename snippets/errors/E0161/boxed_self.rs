//@ compiles
//@ fixes unsized_moved
trait Job {
    fn run(self: Box<Self>);
}

impl Job for String {
    fn run(self: Box<Self>) {
        println!("{self}");
    }
}

fn main() {
    let job: Box<dyn Job> = Box::new(String::from("print"));
    job.run();
}
