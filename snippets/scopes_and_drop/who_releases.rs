//@ compiles
struct Hold(&'static str);

impl Drop for Hold {
    fn drop(&mut self) {
        println!("release {}", self.0);
    }
}

fn archive(box_file: Hold) {
    println!("archiving {}", box_file.0);
}

fn main() {
    let invoices = Hold("invoices");
    let letters = Hold("letters");
    archive(invoices);
    println!("archived, {} to go", letters.0);
}
