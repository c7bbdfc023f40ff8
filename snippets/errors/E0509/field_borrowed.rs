//@ compiles
//@ fixes out_of_guard
struct File {
    path: String,
}

impl Drop for File {
    fn drop(&mut self) {
        println!("closed {}", self.path);
    }
}

fn main() {
    let file = File { path: "a.txt".into() };
    let path = &file.path;
    println!("{path}");
}
