//@ error E0509
struct File {
    path: String,
}

impl Drop for File {
    fn drop(&mut self) {
        println!("closing {}", self.path);
    }
}

fn main() {
    let file = File { path: String::from("/tmp/a") };
    let path = file.path;
    println!("{path}");
}
