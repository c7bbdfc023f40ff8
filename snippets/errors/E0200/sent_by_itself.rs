//@ compiles
//@ fixes safe_for_unsafe
struct Handle(Option<Box<u32>>);

fn main() {
    let handle = Handle(Some(Box::new(3)));
    let work = std::thread::spawn(move || handle.0.is_some());
    println!("{}", work.join().unwrap());
}
