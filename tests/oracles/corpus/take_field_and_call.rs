//@ error E0382
struct Job { name: String, args: Vec<String> }
impl Job { fn label(&self) -> String { format!("{}/{}", self.name, self.args.len()) } }
fn main() {
    let job = Job { name: "build".into(), args: vec![] };
    let args = job.args;
    println!("{} {}", job.label(), args.len());
}
